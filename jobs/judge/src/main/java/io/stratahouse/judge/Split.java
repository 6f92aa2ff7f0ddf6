package io.stratahouse.judge;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.functions.TableFunction;
import org.apache.flink.types.Row;

/** A table function for statements of the corpus: the words of a text with their lengths. Flink has none built in. */
@FunctionHint(output = @DataTypeHint("ROW<word STRING, size INT>"))
public class Split extends TableFunction<Row> {
    private static final long serialVersionUID = 1L;

    /** Gives a row for each word. */
    public void eval(String text) {
        for (String word : text == null ? new String[0] : text.split(" ")) {
            collect(Row.of(word, word.length()));
        }
    }
}
