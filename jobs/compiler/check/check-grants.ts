import { type Diagnostic, errorAt } from "../diagnostic/diagnostic";
import { suggestion } from "../diagnostic/nearest-name";
import type { ApiModel } from "../model/api-model";
import type { Model } from "../model/model";
import { keyPlace, valuePlace } from "../model/places";
import type { Column } from "../plan/column";

/** Checks that grants name consumers and columns that exist, and leave something to see. */
export function checkGrants(api: ApiModel, columns: readonly Column[], model: Model): readonly Diagnostic[] {
  const known = columns.map((column) => column.name);
  const unknown = (field: string) => `"${api.table}" has no column "${field}".`;
  return api.grants.flatMap((grant) => {
    const problems: Diagnostic[] = [];
    const at = () => keyPlace(api.places, ["grants", grant.consumer]);
    if (!model.consumers.has(grant.consumer) && !model.broken.consumers.has(grant.consumer)) {
      const consumers = [...model.consumers.keys(), ...model.broken.consumers];
      const hint = suggestion(grant.consumer, consumers) || `Add layers/consumers/${grant.consumer}.yaml.`;
      problems.push(errorAt(at(), "api/unknown-consumer", `There is no consumer "${grant.consumer}".`, hint));
    }
    for (const [i, field] of (grant.columns ?? []).entries()) {
      if (known.includes(field)) continue;
      const place = valuePlace(api.places, ["grants", grant.consumer, "columns", i]);
      problems.push(errorAt(place, "api/unknown-field", unknown(field), suggestion(field, known)));
    }
    for (const field of Object.keys(grant.rows)) {
      if (known.includes(field)) continue;
      const place = keyPlace(api.places, ["grants", grant.consumer, "rows", field]);
      problems.push(errorAt(place, "api/unknown-field", unknown(field), suggestion(field, known)));
    }
    if (grant.columns === null && columns.every((column) => column.classification === "pii")) {
      const hint = "Name the columns that it may see.";
      problems.push(
        errorAt(at(), "api/pii", `All columns are pii, so "${grant.consumer}" would see nothing.`, hint),
      );
    }
    return problems;
  });
}
