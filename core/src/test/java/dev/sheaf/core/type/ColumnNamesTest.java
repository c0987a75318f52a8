// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.type;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnNamesTest {
    @Test
    void eachColumnHasANameOfItsOwn() {
        assertEquals(List.of("a", "b"), ColumnNames.distinct(List.of("a", "b")));
        assertEquals(List.of("a", "A_1", "a_2"), ColumnNames.distinct(List.of("a", "A", "a")));
        assertEquals(List.of("column1", "column1_1"), ColumnNames.distinct(List.of("column1", "")));
        assertEquals(List.of("a", "a_1", "a_1_1"), ColumnNames.distinct(List.of("a", "a", "a_1")));
    }

    @Test
    void typesAndPlacesStay() {
        Schema schema = new Schema(
                List.of(new Field("", DataType.BIGINT, false), new Field("x", DataType.VARCHAR, true)));
        assertEquals(
                List.of(new Field("column0", DataType.BIGINT, false), new Field("x", DataType.VARCHAR, true)),
                ColumnNames.distinct(schema).fields());
    }
}
