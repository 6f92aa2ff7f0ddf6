package io.stratahouse.judge;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.ChainedRelMetadataProvider;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelColumnOrigin;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQueryBase;
import org.apache.flink.table.planner.plan.metadata.FlinkDefaultRelMetadataProvider;
import org.apache.flink.table.planner.plan.metadata.FlinkRelMetadataQuery;

/** The column origins of a tree by Flink's relational metadata, with {@link OriginHandler} for what that does not know. */
final class ColumnOrigins {
    private static final RelMetadataProvider PROVIDER =
            ChainedRelMetadataProvider.of(
                    List.of(OriginHandler.SOURCE, FlinkDefaultRelMetadataProvider.INSTANCE()));

    private final RelNode tree;
    private final FlinkRelMetadataQuery metadata;

    ColumnOrigins(RelNode tree) {
        this.tree = tree;
        RelMetadataQueryBase.THREAD_PROVIDERS.set(JaninoRelMetadataProvider.of(PROVIDER));
        this.metadata = FlinkRelMetadataQuery.instance();
        Correlations.of(tree);
    }

    /**
     * The origins of one output column, as {@code table.column}, sorted; a table as the catalog names it, without the
     * default catalog. Fails when the metadata does not know them.
     */
    Set<String> of(int column) {
        Set<RelColumnOrigin> found = metadata.getColumnOrigins(tree, column);
        if (found == null) {
            throw new IllegalStateException("origins unknown: " + tree.explain());
        }
        Set<String> origins = new TreeSet<>();
        for (RelColumnOrigin one : found) {
            List<String> name = one.getOriginTable().getQualifiedName();
            String table = String.join(".", name.subList(1, name.size()));
            List<String> fields = one.getOriginTable().getRowType().getFieldNames();
            origins.add(table + "." + fields.get(one.getOriginColumnOrdinal()));
        }
        return origins;
    }
}
