// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.query;

import dev.sheaf.cluster.placement.WorkerSeat;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.EnforceSingleRowNode;
import dev.sheaf.core.plan.ExchangeNode;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.FilterNode;
import dev.sheaf.core.plan.Fragment;
import dev.sheaf.core.plan.GroupingSetsNode;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.LimitNode;
import dev.sheaf.core.plan.MaterializeNode;
import dev.sheaf.core.plan.NestedLoopJoinNode;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ProjectNode;
import dev.sheaf.core.plan.ReadMaterializedNode;
import dev.sheaf.core.plan.RecursiveInputNode;
import dev.sheaf.core.plan.RecursiveUnionNode;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.SortNode;
import dev.sheaf.core.plan.TableWriteNode;
import dev.sheaf.core.plan.TopNNode;
import dev.sheaf.core.plan.UnionNode;
import dev.sheaf.core.plan.ValuesNode;
import dev.sheaf.core.plan.WindowNode;
import java.util.List;

/// What a statement should have had that has failed for want of memory. The refusal itself knows only what was asked
/// for last; this counts what all of the plan's operators keep when everything else of theirs is on the disk: the
/// pages that each thread is filling or has just read, and the pages and dictionaries that scans decode.
///
/// A rule of thumb that TPC-H bears out. It says nothing where rows may not go to the disk, and nothing when the limit
/// is above it already: then others hold the memory, or single values are very large.
///
/// @param spills whether rows may go to the disk
/// @param limitBytes the engine's
/// @param tables what tables take counts, too
public record MemoryAdvice(boolean spills, long limitBytes, MemoryContext tables) {
    private static final long WORKER_BYTES = 8L << 20;
    private static final long OPERATOR_BYTES = 4L << 20;
    private static final long COLUMN_BYTES = 512L << 10;

    /// The failure with the memory that would have been enough in its message, if that is what was wrong.
    SheafException explain(SheafException failure, DistributedPlan plan, List<WorkerSeat> workers) {
        if (failure.code() != ErrorCode.OUT_OF_MEMORY || !spills) {
            return failure;
        }
        int operators = 0;
        int columns = 0;
        for (Fragment fragment : plan.fragments()) {
            operators += operators(fragment.root());
            columns += columns(fragment.root());
        }
        long drivers = workers.stream().mapToLong(WorkerSeat::threads).sum();
        long needed = tables.usedBytes() + workers.size() * WORKER_BYTES
                + drivers * (operators * OPERATOR_BYTES + columns * COLUMN_BYTES);
        long megabytes = (needed + (1 << 20) - 1) >> 20;
        if (megabytes << 20 <= limitBytes) {
            return failure;
        }
        SheafException explained = new SheafException(
                failure.code(),
                failure.getMessage() + "; the statement keeps rows in " + operators + " operators and reads " + columns
                        + " columns, on " + drivers + " threads: memory=" + megabytes + "MB would have been enough",
                failure.position(),
                failure.origin(),
                failure);
        explained.setStackTrace(failure.getStackTrace());
        return explained;
    }

    private static int operators(PlanNode node) {
        int count = keepsRows(node) ? 1 : 0;
        for (PlanNode child : node.children()) {
            count += operators(child);
        }
        return count;
    }

    private static boolean keepsRows(PlanNode node) {
        return switch (node) {
            case AggregateNode _, GroupingSetsNode _, HashJoinNode _, NestedLoopJoinNode _ -> true;
            case SortNode _, TopNNode _, WindowNode _, RecursiveUnionNode _, TableWriteNode _ -> true;
            case MaterializeNode _, ReadMaterializedNode _, ExchangeSourceNode _ -> true;
            case EnforceSingleRowNode _, ExchangeNode _, FilterNode _, LimitNode _, ProjectNode _ -> false;
            case RecursiveInputNode _, ScanNode _, UnionNode _, ValuesNode _ -> false;
        };
    }

    private static int columns(PlanNode node) {
        int count = node instanceof ScanNode scan ? scan.columns().size() : 0;
        for (PlanNode child : node.children()) {
            count += columns(child);
        }
        return count;
    }
}
