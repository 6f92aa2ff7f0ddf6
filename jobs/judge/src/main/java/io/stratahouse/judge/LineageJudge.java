package io.stratahouse.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.planner.operations.PlannerQueryOperation;

/**
 * Answers, in Flink's own words, from which base columns each column of a query comes.
 *
 * <p>Reads one JSON object a line, {@code {"setup": ["CREATE …"], "sql": "SELECT …"}}, each in a table environment of
 * its own; writes one a line: {@code {"columns": [{"name", "origins": ["table.column"]}]}}, or {@code {"error"}}
 * with the first line of what the planner says. Nothing is executed.
 */
public final class LineageJudge {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LineageJudge() {}

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                out.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
            }
        }
    }

    private static ObjectNode answer(JsonNode question) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            TableEnvironmentImpl environment =
                    (TableEnvironmentImpl) TableEnvironment.create(EnvironmentSettings.inStreamingMode());
            environment.createTemporarySystemFunction("strata_split", Split.class);
            for (JsonNode statement : question.get("setup")) {
                environment.executeSql(statement.asText());
            }
            RelNode tree = treeOf(environment, question.get("sql").asText());
            ColumnOrigins origins = new ColumnOrigins(tree);
            ArrayNode columns = answer.putArray("columns");
            for (int i = 0; i < tree.getRowType().getFieldCount(); i++) {
                ObjectNode column = columns.addObject();
                column.put("name", tree.getRowType().getFieldNames().get(i));
                ArrayNode list = column.putArray("origins");
                origins.of(i).forEach(list::add);
            }
        } catch (RuntimeException failure) {
            answer.removeAll();
            answer.put("error", reason(failure));
        }
        return answer;
    }

    /** The validated query as the planner has it before any rewriting, so that no origin is optimised away. */
    private static RelNode treeOf(TableEnvironmentImpl environment, String sql) {
        List<Operation> operations = environment.getParser().parse(sql);
        if (operations.size() == 1 && operations.get(0) instanceof PlannerQueryOperation query) {
            return query.getCalciteTree();
        }
        throw new IllegalArgumentException("not a query");
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return text.lines().findFirst().orElse(cause.getClass().getSimpleName());
    }
}
