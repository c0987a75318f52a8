// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.operator;

import dev.sheaf.benchmarks.data.SampleChunks;
import dev.sheaf.benchmarks.data.Schemas;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.join.ConditionFactory;
import dev.sheaf.exec.join.HashJoinBuildSink;
import dev.sheaf.exec.join.HashJoinProbeFactory;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.spill.Spill;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// A hash join on one BIGINT key with a payload on each side: building alone, and building and probing, by the size of
/// the build side and the share of probe rows that match.
public class HashJoinBenchmark extends OperatorBenchmark {
    private static final Schema BUILD = Schemas.of(DataType.BIGINT, DataType.decimal(15, 2));
    private static final Schema PROBE = Schemas.of(DataType.BIGINT, DataType.BIGINT);

    @Param({"1000000"})
    public int rowCount;

    @Param({"1000", "100000", "1000000"})
    public int buildRows;

    @Param({"10", "100"})
    public int matchPercent;

    @Param({"INNER", "SEMI"})
    public JoinType type = JoinType.INNER;

    private List<Chunk> build;
    private List<Chunk> probe;
    private HashJoinNode node;

    @Setup
    public void prepare() {
        build = SampleChunks.shuffled(BUILD, buildRows);
        probe = SampleChunks.uniform(PROBE, rowCount, buildRows * 100L / matchPercent, 1000);
        boolean inner = type == JoinType.INNER;
        node = new HashJoinNode(
                1,
                type,
                input(2, PROBE),
                input(3, BUILD),
                List.of(0),
                List.of(0),
                List.of(false),
                Optional.empty(),
                JoinDistribution.REPLICATED,
                inner ? List.of(1, 3) : List.of(1),
                inner ? Schemas.of(PROBE.type(1), BUILD.type(1)) : Schemas.of(PROBE.type(1)));
    }

    @Benchmark
    public long buildOnly() {
        try (HashJoinBuildSink sink = new HashJoinBuildSink(node, memory.context(), Spill.NONE)) {
            fill(sink, build);
            return sink.peakBytes();
        }
    }

    @Benchmark
    public long buildAndProbe() {
        try (HashJoinBuildSink sink = new HashJoinBuildSink(node, memory.context(), Spill.NONE)) {
            fill(sink, build);
            try (HashJoinProbeFactory factory = probes(sink);
                    Operator operator = factory.create(driver)) {
                return probe(operator);
            }
        }
    }

    private static HashJoinProbeFactory probes(HashJoinBuildSink sink) {
        ConditionFactory none = (_, _) -> {
            throw new IllegalStateException("the join has no further condition");
        };
        return new HashJoinProbeFactory(sink, none);
    }

    private long probe(Operator operator) {
        long rows = 0;
        for (Chunk chunk : probe) {
            operator.addInput(chunk);
            Chunk joined = operator.next();
            while (joined != null) {
                rows += touch(joined);
                joined = operator.next();
            }
        }
        return rows;
    }
}
