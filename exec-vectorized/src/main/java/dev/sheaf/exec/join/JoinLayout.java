// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.exec.row.RowLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Which columns of the build side a join keeps, and where: the keys first, then what comes out or the condition
/// reads. A row's header has its hash, replaced by a link to the next row of equal keys when it is put into the table,
/// and a byte that tells whether it has found a match.
final class JoinLayout {
    static final int LINK_OFFSET = 0;
    static final int MATCHED_OFFSET = 8;
    private static final int HEADER_BYTES = 9;

    private final JoinType type;
    private final Schema probeSchema;
    private final Schema buildSchema;
    private final int keyCount;
    private final int[] probePlaces;
    private final int[] buildPlaces;
    private final int[] rowColumns;
    private final RowLayout rows;
    private final int[] outputColumns;
    private final Schema outputSchema;
    private final BitSet conditionColumns;
    private final boolean hasCondition;
    private final boolean readsBuildRows;

    JoinLayout(
            JoinType type,
            Schema probeSchema,
            Schema buildSchema,
            List<Integer> probeKeys,
            List<Integer> buildKeys,
            Optional<Expression> condition,
            List<Integer> outputColumns,
            Schema outputSchema) {
        this.type = type;
        this.probeSchema = probeSchema;
        this.buildSchema = buildSchema;
        this.keyCount = buildKeys.size();
        this.outputColumns = outputColumns.stream().mapToInt(Integer::intValue).toArray();
        this.outputSchema = outputSchema;
        this.conditionColumns = condition.map(Expressions::columns).orElseGet(BitSet::new);
        List<Integer> places = new ArrayList<>(buildKeys);
        BitSet wanted = (BitSet) conditionColumns.clone();
        outputColumns.forEach(wanted::set);
        this.hasCondition = condition.isPresent();
        this.readsBuildRows = type.keepsBuildRows() || wanted.nextSetBit(probeSchema.size()) >= 0;
        for (int i = wanted.nextSetBit(probeSchema.size()); i >= 0; i = wanted.nextSetBit(i + 1)) {
            if (!places.contains(i - probeSchema.size())) {
                places.add(i - probeSchema.size());
            }
        }
        BitSet probed = wanted.get(0, probeSchema.size());
        probeKeys.forEach(probed::set);
        this.probePlaces = probed.stream().toArray();
        this.buildPlaces = places.stream().mapToInt(Integer::intValue).toArray();
        this.rowColumns = new int[buildSchema.size()];
        List<Field> fields = new ArrayList<>();
        for (int i = buildPlaces.length - 1; i >= 0; i--) {
            rowColumns[buildPlaces[i]] = i;
        }
        for (int place : buildPlaces) {
            Field field = buildSchema.field(place);
            // Unmatched probe rows are joined with a row of nulls.
            fields.add(new Field(field.name(), field.type(), field.nullable() || type.keepsProbeRows()));
        }
        this.rows = new RowLayout(new Schema(fields), HEADER_BYTES);
    }

    JoinType type() {
        return type;
    }

    Schema probeSchema() {
        return probeSchema;
    }

    Schema buildSchema() {
        return buildSchema;
    }

    /// The keys are the rows' first columns.
    int keyCount() {
        return keyCount;
    }

    /// Per column of the rows, its place in the build side's chunks.
    int[] buildPlaces() {
        return buildPlaces;
    }

    /// The columns of the probe side that come out, or are keys, or that the condition reads.
    int[] probePlaces() {
        return probePlaces;
    }

    /// The column of the rows that holds a column of the build side.
    int rowColumn(int buildColumn) {
        return rowColumns[buildColumn];
    }

    RowLayout rows() {
        return rows;
    }

    /// Whether the join asks no more than which probe rows have a match.
    boolean asksForExistence() {
        return !type.givesBuildColumns() && !hasCondition;
    }

    /// Whether it matters which build rows a probe row matches, if no key has several.
    boolean readsBuildRows() {
        return readsBuildRows;
    }

    /// Whether build rows are only ever looked up by their key and gathered, so that a copy by column can stand for
    /// them.
    boolean allowsDenseRows() {
        return readsBuildRows && (type == JoinType.INNER || type == JoinType.PROBE_OUTER);
    }

    /// Places in the probe's columns followed by the build's.
    int[] outputColumns() {
        return outputColumns;
    }

    Schema outputSchema() {
        return outputSchema;
    }

    /// The probe's columns followed by the build's that the condition reads.
    BitSet conditionColumns() {
        return conditionColumns;
    }
}
