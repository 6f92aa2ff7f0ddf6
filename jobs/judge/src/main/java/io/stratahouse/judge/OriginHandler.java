package io.stratahouse.judge;

import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.MetadataDef;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.ReflectiveRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelColumnOrigin;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.flink.table.planner.plan.nodes.calcite.WatermarkAssigner;

/**
 * Column origins through the relations that the stock metadata stops at: watermarks, correlation (lookup joins, LATERAL,
 * UNNEST), window table functions, and expressions with subqueries. All other relations are the stock metadata's.
 */
public final class OriginHandler implements MetadataHandler<BuiltInMetadata.ColumnOrigin> {
    static final RelMetadataProvider SOURCE =
            ReflectiveRelMetadataProvider.reflectiveSource(
                    new OriginHandler(), BuiltInMetadata.ColumnOrigin.Handler.class);

    @Override
    public MetadataDef<BuiltInMetadata.ColumnOrigin> getDef() {
        return BuiltInMetadata.ColumnOrigin.DEF;
    }

    /** A watermark changes no value. */
    public Set<RelColumnOrigin> getColumnOrigins(WatermarkAssigner node, RelMetadataQuery query, int column) {
        return query.getColumnOrigins(node.getInput(), column);
    }

    /** The left columns, then the right ones. */
    public Set<RelColumnOrigin> getColumnOrigins(Correlate node, RelMetadataQuery query, int column) {
        int left = node.getLeft().getRowType().getFieldCount();
        return column < left
                ? query.getColumnOrigins(node.getLeft(), column)
                : query.getColumnOrigins(node.getRight(), column - left);
    }

    /** What an ARRAY, MAP or MULTISET holds comes from where that comes from. */
    public Set<RelColumnOrigin> getColumnOrigins(Uncollect node, RelMetadataQuery query, int column) {
        return query.getColumnOrigins(node.getInput(), 0);
    }

    /** The input's columns, then window_start and its like, which come from the time column; or a function's result. */
    public Set<RelColumnOrigin> getColumnOrigins(TableFunctionScan node, RelMetadataQuery query, int column) {
        if (node.getInputs().isEmpty()) {
            return origins(node.getCall(), null, query);
        }
        RelNode input = node.getInput(0);
        return column < input.getRowType().getFieldCount()
                ? query.getColumnOrigins(input, column)
                : origins(node.getCall(), input, query);
    }

    /** As the stock metadata has it, and also through subqueries and correlation variables. */
    public Set<RelColumnOrigin> getColumnOrigins(Project node, RelMetadataQuery query, int column) {
        return origins(node.getProjects().get(column), node.getInput(), query);
    }

    private static Set<RelColumnOrigin> origins(RexNode value, RelNode input, RelMetadataQuery query) {
        Set<RelColumnOrigin> found = new HashSet<>();
        value.accept(
                new RexVisitorImpl<Void>(true) {
                    @Override
                    public Void visitInputRef(RexInputRef ref) {
                        add(input, ref.getIndex());
                        return null;
                    }

                    @Override
                    public Void visitFieldAccess(RexFieldAccess access) {
                        if (access.getReferenceExpr() instanceof RexCorrelVariable variable) {
                            add(Correlations.relation(variable.id), access.getField().getIndex());
                            return null;
                        }
                        return super.visitFieldAccess(access);
                    }

                    @Override
                    public Void visitSubQuery(RexSubQuery subquery) {
                        // The value of a scalar subquery is its only column; IN and EXISTS give no value of theirs.
                        if (subquery.getKind() == SqlKind.SCALAR_QUERY) {
                            add(subquery.rel, 0);
                        }
                        return super.visitSubQuery(subquery);
                    }

                    private void add(RelNode relation, int index) {
                        Set<RelColumnOrigin> of = relation == null ? null : query.getColumnOrigins(relation, index);
                        if (of == null) {
                            throw new IllegalStateException("origins unknown: column " + index + " of " + relation);
                        }
                        found.addAll(of);
                    }
                });
        return found;
    }
}
