import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildQuery } from "../../../../services/oneservice/api-query";
import { readRequest } from "../../../../services/oneservice/api-request";
import { type ApiView, apiView } from "../../../../services/oneservice/api-view";
import { encodeCursor } from "../../../../services/oneservice/cursor";
import { queryParameters } from "../../../../services/oneservice/query-parameters";
import { RequestError } from "../../../../services/oneservice/request-error";
import { SAMPLE_API } from "./sample-api";

const SECRET = "management";

function view(consumer: string): ApiView {
  const found = apiView(SAMPLE_API, consumer);
  if (found === null) throw new Error("no grant");
  return found;
}

const query = (consumer: string, text: string) =>
  buildQuery(view(consumer), readRequest(view(consumer), queryParameters(`/v1/sample?${text}`), SECRET));

function refusal(consumer: string, text: string): RequestError {
  try {
    query(consumer, text);
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
  throw new Error(`${text} was taken`);
}

describe("SQL of a request", () => {
  it("is one SELECT with bound values in the order of their placeholders", () => {
    const { text, values } = query(
      "all",
      "borough=Queens&minute.gte=2019-03-01T08:30&trips.in=1,2&fields=trips,borough&limit=5&order=-trips",
    );
    expect(text).toBe(
      [
        'SELECT "borough", "trips", "minute"',
        'FROM "export"."odd""; DROP"',
        'WHERE "borough" = $1::text AND "minute" >= $2::timestamp AND "trips" = ANY($3::bigint[])',
        'ORDER BY "trips" DESC, "borough", "minute" NULLS LAST',
        "LIMIT $4::bigint",
      ].join("\n"),
    );
    expect(values).toEqual(["Queens", "2019-03-01 08:30:00", ["1", "2"], 6]);
  });

  it("always holds the grant's rows, and only the grant's columns", () => {
    const { text, values } = query("some", "borough=Manhattan");
    expect(text).toBe(
      'SELECT "borough", "phone"\nFROM "export"."odd""; DROP"\nWHERE "borough" = ANY($1::text[]) AND "borough" = $2::text\nLIMIT $3::bigint',
    );
    expect(values[0]).toEqual(["Queens", "Bronx"]);
    expect(query("all", "borough=x").text).not.toContain("phone");
    expect(refusal("keyless", "borough=x&revenue.gte=1").code).toBe("unknown_parameter");
    expect(refusal("all", "borough=x&phone=1").code).toBe("unknown_parameter");
    expect(query("keyless", "borough=x").text).toContain('WHERE "borough" = $1::text');
    expect(apiView(SAMPLE_API, "nobody")).toBeNull();
  });

  it("reads nested values as JSON", () => {
    expect(query("all", "borough=x&fields=tags").text).toContain('to_jsonb("tags")::text');
  });

  it("tells a reserved name from a field of that name", () => {
    const { values } = query("all", "borough=x&limit=7&limit.eq=3");
    expect(values).toEqual(["x", "3", 8]);
  });

  it("never contains anything that a caller wrote", () => {
    const names = [
      ...view("all").filters.keys(),
      "order",
      "limit",
      "fields",
      "where",
      'x"; DROP TABLE t; --',
    ];
    const wild = fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), fc.string({ unit: "binary" }));
    const plausible = fc.tuple(
      fc.constantFrom(
        "trips.in",
        "trips.lt",
        "minute.gte",
        "day.gt",
        'we"ird',
        "borough.in",
        "order",
        "fields",
        "share.lte",
      ),
      fc.constantFrom("1", "2019-03-01", "2019-03-01T08:30", "-trips,day", "trips,tags", "' --"),
    );
    const accepted = new Set<string>();
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof({ weight: 9, arbitrary: plausible }, { weight: 1, arbitrary: wild }), {
          maxLength: 4,
          selector: ([name]) => name,
        }),
        (pairs) => {
          const search = [["borough", "a'b"], ...pairs]
            .map(([name, value]) => `${encodeURIComponent(name ?? "")}=${encodeURIComponent(value ?? "")}`)
            .join("&");
          let built: ReturnType<typeof query>;
          try {
            built = query("all", search);
          } catch (error) {
            if (error instanceof RequestError) {
              expect(error.status).toBe(400);
              expect(JSON.stringify(error.body()).length).toBeLessThan(2_000);
              return;
            }
            throw error;
          }
          accepted.add(built.text);
          expect(built.text.replaceAll(/"(?:[^"]|"")*"/g, "I")).toMatch(
            /^SELECT (?:I|to_jsonb\(I\)::text)(?:, (?:I|to_jsonb\(I\)::text))*\nFROM I\.I\nWHERE I (?:[=<>]+) \$1::text(?: AND I (?:[=<>]+) (?:ANY\(\$\d+::[a-z ]+\[\]\)|\$\d+::[a-z ]+))*\nORDER BY I(?: DESC)?(?: NULLS LAST)?(?:, I(?: DESC)?(?: NULLS LAST)?)*\nLIMIT \$\d+::bigint$/,
          );
          const quoted = [...built.text.matchAll(/"((?:[^"]|"")*)"/g)].map((match) =>
            match[1]?.replaceAll('""', '"'),
          );
          const known = [
            ...SAMPLE_API.fields.map((field) => field.name),
            SAMPLE_API.relation.schema,
            SAMPLE_API.relation.name,
          ];
          for (const name of quoted) expect(known).toContain(name);
          const placeholders = [...built.text.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]));
          expect(placeholders).toEqual(built.values.map((_, i) => i + 1));
        },
      ),
      { numRuns: 2_000 },
    );
    expect(accepted.size).toBeGreaterThan(20);
  });
});

describe("paging", () => {
  const scope = (consumer: string, order = "") =>
    readRequest(view(consumer), queryParameters(`/?borough=x${order}`), SECRET).cursorScope ?? "";

  it("goes on after the cursor's row, empty values last", () => {
    const cursor = encodeCursor(SECRET, scope("all"), ["2019-03-01 00:00:00", "Queens"]);
    const { text, values } = query("all", `borough=x&after=${cursor}`);
    expect(text).toContain(
      'AND ((("minute" < $2::timestamp OR "minute" IS NULL)) OR ("minute" = $2::timestamp AND "borough" > $3::text))',
    );
    expect(values).toEqual(["x", "2019-03-01 00:00:00", "Queens", 11]);
    const empty = encodeCursor(SECRET, scope("all"), [null, "Queens"]);
    expect(query("all", `borough=x&after=${empty}`).text).toContain(
      'AND (("minute" IS NULL AND "borough" > $2::text))',
    );
  });

  it("takes no cursor that was made elsewhere", () => {
    const cursor = encodeCursor(SECRET, scope("all"), ["2019-03-01 00:00:00", "Queens"]);
    for (const wrong of [
      `${cursor}x`,
      cursor.slice(2),
      `W10.${cursor.split(".")[1]}`,
      "",
      ".",
      encodeCursor("other", scope("all"), [null]),
      encodeCursor(SECRET, scope("all", "&order=trips"), [null]),
    ])
      expect(refusal("all", `borough=x&after=${encodeURIComponent(wrong)}`).detail.parameter).toBe("after");
    expect(refusal("keyless", `borough=x&after=${cursor}`).code).toBe("unknown_parameter");
  });
});

describe("refusals", () => {
  it.each([
    ["", "missing_parameter"],
    ["borough", "malformed_parameter"],
    ["borough=%zz", "malformed_parameter"],
    ["borough=a&borough=b", "doubled_parameter"],
    [`borough.in=${"a,".repeat(100)}a`, "oversized_parameter"],
    [Array.from({ length: 70 }, (_, i) => `p${i}=1`).join("&"), "too_many_parameters"],
    ["borough=x&day=2019-02-29", "invalid_value"],
    ["borough=x&clock=24:00", "invalid_value"],
    ["borough=x&open=yes", "invalid_value"],
    ["borough=x&seen=2019-03-01T00:00:00", "invalid_value"],
    ["borough=x&share=NaN", "invalid_value"],
    ["borough=x&share=1e999", "invalid_value"],
    ["borough=x&trips=1.0", "invalid_value"],
    ["borough=x&limit.eq=2147483648", "invalid_value"],
    ['borough=x&we"ird=123456', "invalid_value"],
    ["borough=x&order=trips,trips", "invalid_value"],
    ["borough=x&tags=a", "unknown_parameter"],
    ["borough=x&__proto__=a", "unknown_parameter"],
    ["borough=x&constructor=a", "unknown_parameter"],
    ["borough=x&order=constructor", "invalid_value"],
  ])("?%s is %s", (text, code) => {
    expect(refusal("all", text)).toMatchObject({ status: 400, code });
  });
});
