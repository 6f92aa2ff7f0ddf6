package io.stratahouse.core.runner;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamFilter;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.SinkTransformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.operators.misc.DropUpdateBeforeFunction;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;

/**
 * Keeps rows before an update away from sinks that write by key.
 *
 * <p>The planner promises such sinks only rows after an update, but where a view is shared with a consumer that needs
 * the rows before, the sink gets them too. All sinks of a job write by key.
 */
final class UpsertSinks {
  private static final String NAME = "DropUpdateBefore";

  private UpsertSinks() {}

  /** Replaces the sinks of the environment and returns the new ends of the pipeline. */
  static List<Transformation<?>> apply(StreamExecutionEnvironment env) {
    List<Transformation<?>> ends = new ArrayList<>();
    for (Transformation<?> end : env.getTransformations()) {
      ends.add(end instanceof SinkTransformation<?, ?> sink && isRows(sink) ? filtered(env, sink) : end);
    }
    env.getTransformations().clear();
    ends.forEach(env::addOperator);
    return ends;
  }

  private static boolean isRows(SinkTransformation<?, ?> sink) {
    return sink.getInputs().get(0).getOutputType() instanceof InternalTypeInfo;
  }

  @SuppressWarnings("unchecked")
  private static <T> Transformation<?> filtered(StreamExecutionEnvironment env, SinkTransformation<?, T> original) {
    SinkTransformation<RowData, T> sink = (SinkTransformation<RowData, T>) original;
    Transformation<RowData> input = (Transformation<RowData>) sink.getInputs().get(0);
    OneInputTransformation<RowData, RowData> filter =
        new OneInputTransformation<>(
            input,
            NAME,
            SimpleOperatorFactory.of(new StreamFilter<>(new DropUpdateBeforeFunction())),
            input.getOutputType(),
            sink.getParallelism(),
            sink.isParallelismConfigured());
    filter.setDescription(NAME);
    SinkTransformation<RowData, T> replaced =
        new SinkTransformation<>(
            new DataStream<>(env, filter),
            sink.getSink(),
            sink.getOutputType(),
            sink.getName(),
            sink.getParallelism(),
            sink.isParallelismConfigured(),
            sink.getSinkOperatorsUidHashes());
    replaced.setDescription(sink.getDescription());
    if (sink.getMaxParallelism() > 0) {
      replaced.setMaxParallelism(sink.getMaxParallelism());
    }
    return replaced;
  }
}
