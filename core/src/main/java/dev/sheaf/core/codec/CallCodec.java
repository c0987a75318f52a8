// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.codec;

import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.function.WindowFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.plan.WindowFrame;
import dev.sheaf.core.plan.WindowFrame.Bound;
import java.util.List;

/// Encodes the parts of plan nodes: orderings, aggregate and window calls, partitionings.
final class CallCodec {
    private static final int RANKING = 1;
    private static final int AGGREGATE = 2;
    private static final int GATHER = 1;
    private static final int MERGE_GATHER = 2;
    private static final int HASH = 3;
    private static final int BROADCAST = 4;
    private static final int ROUND_ROBIN = 5;
    private static final int FORWARD = 6;

    private CallCodec() {}

    static void encode(List<SortKey> keys, Encoder out) {
        out.list(keys, key -> {
            out.intValue(key.column());
            out.booleanValue(key.descending());
            out.booleanValue(key.nullsFirst());
        });
    }

    static List<SortKey> decodeKeys(Decoder in) {
        return in.list(() -> new SortKey(in.intValue(), in.booleanValue(), in.booleanValue()));
    }

    static void encode(AggregateCall call, Encoder out) {
        out.constant(call.function());
        out.ints(call.arguments());
        out.booleanValue(call.distinct());
        out.optionalInt(call.filter());
        encode(call.order(), out);
        TypeCodec.encode(call.type(), out);
        ExpressionCodec.encode(call.position(), out);
    }

    static AggregateCall decodeAggregate(Decoder in) {
        return new AggregateCall(
                in.constant(AggregateFunction.class),
                in.ints(),
                in.booleanValue(),
                in.optionalInt(),
                decodeKeys(in),
                TypeCodec.decodeType(in),
                ExpressionCodec.decodePosition(in));
    }

    static void encode(WindowCall call, Encoder out) {
        switch (call) {
            case WindowCall.Ranking ranking -> {
                out.byteValue(RANKING);
                out.constant(ranking.function());
                out.ints(ranking.arguments());
                out.booleanValue(ranking.ignoreNulls());
                encode(ranking.frame(), out);
                TypeCodec.encode(ranking.type(), out);
            }
            case WindowCall.Aggregate aggregate -> {
                out.byteValue(AGGREGATE);
                encode(aggregate.call(), out);
                encode(aggregate.frame(), out);
            }
        }
    }

    static WindowCall decodeWindow(Decoder in) {
        return switch (in.byteValue()) {
            case RANKING -> new WindowCall.Ranking(
                    in.constant(WindowFunction.class),
                    in.ints(),
                    in.booleanValue(),
                    decodeFrame(in),
                    TypeCodec.decodeType(in));
            case AGGREGATE -> new WindowCall.Aggregate(decodeAggregate(in), decodeFrame(in));
            default -> throw in.malformed("has an unknown window call");
        };
    }

    private static void encode(WindowFrame frame, Encoder out) {
        out.constant(frame.unit());
        encode(frame.start(), out);
        encode(frame.end(), out);
        out.constant(frame.exclusion());
    }

    private static WindowFrame decodeFrame(Decoder in) {
        return new WindowFrame(
                in.constant(WindowFrame.Unit.class),
                decodeBound(in),
                decodeBound(in),
                in.constant(WindowFrame.Exclusion.class));
    }

    private static void encode(Bound bound, Encoder out) {
        out.constant(bound.kind());
        out.optionalInt(bound.offset());
    }

    private static Bound decodeBound(Decoder in) {
        return new Bound(in.constant(Bound.Kind.class), in.optionalInt());
    }

    static void encode(Partitioning partitioning, Encoder out) {
        switch (partitioning) {
            case Partitioning.Gather _ -> out.byteValue(GATHER);
            case Partitioning.MergeGather merge -> {
                out.byteValue(MERGE_GATHER);
                encode(merge.keys(), out);
            }
            case Partitioning.Hash hash -> {
                out.byteValue(HASH);
                out.ints(hash.keys());
            }
            case Partitioning.Broadcast _ -> out.byteValue(BROADCAST);
            case Partitioning.RoundRobin _ -> out.byteValue(ROUND_ROBIN);
            case Partitioning.Forward _ -> out.byteValue(FORWARD);
        }
    }

    static Partitioning decodePartitioning(Decoder in) {
        return switch (in.byteValue()) {
            case GATHER -> new Partitioning.Gather();
            case MERGE_GATHER -> new Partitioning.MergeGather(decodeKeys(in));
            case HASH -> new Partitioning.Hash(in.ints());
            case BROADCAST -> new Partitioning.Broadcast();
            case ROUND_ROBIN -> new Partitioning.RoundRobin();
            case FORWARD -> new Partitioning.Forward();
            default -> throw in.malformed("has an unknown partitioning");
        };
    }
}
