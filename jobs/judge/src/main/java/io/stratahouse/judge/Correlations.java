package io.stratahouse.judge;

import java.util.HashMap;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.plan.RelOptUtil;

/** Which relation each correlation variable of a tree stands for. */
final class Correlations {
    private static final ThreadLocal<Map<CorrelationId, RelNode>> CURRENT = ThreadLocal.withInitial(HashMap::new);

    private Correlations() {}

    /** Learns the variables of a tree and forgets those of the last. */
    static void of(RelNode tree) {
        CURRENT.get().clear();
        learn(tree);
    }

    /** The relation behind a variable, or null when none is known. */
    static RelNode relation(CorrelationId id) {
        return CURRENT.get().get(id);
    }

    private static void learn(RelNode tree) {
        new RelVisitor() {
            @Override
            public void visit(RelNode node, int ordinal, RelNode parent) {
                if (node instanceof Correlate correlate) {
                    CURRENT.get().putIfAbsent(correlate.getCorrelationId(), correlate.getLeft());
                }
                node.accept(
                        new org.apache.calcite.rex.RexShuttle() {
                            @Override
                            public org.apache.calcite.rex.RexNode visitSubQuery(RexSubQuery query) {
                                for (CorrelationId id : RelOptUtil.getVariablesUsed(query.rel)) {
                                    CURRENT.get().putIfAbsent(id, node.getInput(0));
                                }
                                learn(query.rel);
                                return super.visitSubQuery(query);
                            }
                        });
                super.visit(node, ordinal, parent);
            }
        }.go(tree);
    }
}
