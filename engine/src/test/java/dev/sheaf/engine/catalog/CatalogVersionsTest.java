// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.catalog.log.CatalogChange;
import dev.sheaf.core.catalog.log.CatalogEntry;
import dev.sheaf.core.catalog.log.CatalogState;
import dev.sheaf.core.catalog.log.SegmentReference;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.catalog.log.TailMerge;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogVersionsTest {
    private static final Schema COLUMNS = new Schema(List.of(new Field("i", DataType.BIGINT, true)));

    private final List<Long> freed = new ArrayList<>();
    private final CatalogVersions versions = new CatalogVersions(
            new MemoryCatalogLog("main"), segments -> segments.forEach(segment -> freed.add(segment.id())));

    @Test
    void droppedSegmentsAreFreedAtOnceWhenNobodyReads() {
        create(1, false, 10, 11);
        versions.append(new CatalogChange.DropTable("main", "t"));
        assertEquals(List.of(10L, 11L), freed);
    }

    @Test
    void droppedSegmentsWaitForTheReadersOfTheirVersion() {
        create(1, false, 10);
        CatalogState first = versions.pin();
        CatalogState again = versions.pin();
        versions.append(new CatalogChange.DropTable("main", "t"));
        CatalogState after = versions.pin();
        assertEquals(List.of(), freed);
        versions.unpin(first);
        assertEquals(List.of(), freed);
        versions.unpin(again);
        assertEquals(List.of(10L), freed);
        versions.unpin(after);
        assertEquals(List.of(10L), freed);
    }

    @Test
    void aReaderKeepsOnlyWhatItsVersionHas() {
        create(1, false, 10);
        create(2, true, 20);
        assertEquals(List.of(10L), freed);
        CatalogState reader = versions.pin();
        create(3, true, 30);
        versions.append(new CatalogChange.AppendSegments("main", "t", 3, List.of(segment(31))));
        create(4, true, 40);
        assertEquals(List.of(10L), freed);
        versions.unpin(reader);
        assertEquals(List.of(10L, 20L, 30L, 31L), freed);
    }

    @Test
    void mergedSegmentsGoWithTheirLastReader() {
        create(1, false, 10, 11);
        CatalogState reader = versions.pin();
        versions.append(merge(11, 12, 13));
        assertEquals(List.of(segment(10), segment(13)), segments());
        assertEquals(List.of(), freed);
        versions.unpin(reader);
        assertEquals(List.of(11L, 12L), freed);
    }

    @Test
    void aMergeComesTooLateWhenOthersHaveAdded() {
        create(1, false, 10, 11);
        versions.append(new CatalogChange.AppendSegments("main", "t", 1, List.of(segment(14))));
        versions.append(merge(11, 12, 13));
        assertEquals(List.of(segment(10), segment(11), segment(14), segment(12)), segments());
        assertEquals(List.of(13L), freed);
    }

    private static CatalogChange merge(long replaced, long added, long merged) {
        return new CatalogChange.AppendSegments(
                "main",
                "t",
                1,
                List.of(segment(added)),
                Optional.of(new TailMerge(List.of(segment(replaced)), segment(merged))));
    }

    private List<SegmentReference> segments() {
        CatalogEntry.Table table =
                (CatalogEntry.Table) versions.state().entry("main", "t").orElseThrow();
        return table.definition().segments();
    }

    @Test
    void anOldReaderHoldsBackWhatWasDroppedAfterIt() {
        create(1, false, 10);
        CatalogState old = versions.pin();
        create(2, true, 20);
        CatalogState newer = versions.pin();
        create(3, true, 30);
        versions.unpin(newer);
        assertEquals(List.of(), freed);
        versions.unpin(old);
        assertEquals(List.of(10L, 20L), freed);
    }

    @Test
    void droppingASchemaFreesItsTables() {
        versions.append(new CatalogChange.CreateSchema("other"));
        versions.append(new CatalogChange.CreateTable("other", table(1, 10), false));
        create(2, false, 20);
        versions.append(new CatalogChange.DropSchema("other"));
        assertEquals(List.of(10L), freed);
    }

    @Test
    void aChangeThatIsNotPossibleChangesNothing() {
        create(1, false, 10);
        long version = versions.state().version();
        assertCode(ErrorCode.DUPLICATE_TABLE, new CatalogChange.CreateTable("main", table(2, 20), false));
        assertCode(ErrorCode.UNDEFINED_TABLE, new CatalogChange.DropTable("main", "missing"));
        assertCode(ErrorCode.WRONG_OBJECT_TYPE, new CatalogChange.DropView("main", "T"));
        assertCode(ErrorCode.UNDEFINED_SCHEMA, new CatalogChange.DropSchema("missing"));
        assertCode(ErrorCode.DUPLICATE_SCHEMA, new CatalogChange.CreateSchema("MAIN"));
        assertCode(
                ErrorCode.CATALOG_CONFLICT,
                new CatalogChange.AppendSegments("main", "t", 99, List.of(segment(21))));
        assertEquals(version, versions.state().version());
        assertEquals(List.of(), freed);
    }

    private void assertCode(ErrorCode code, CatalogChange change) {
        assertEquals(code, assertThrows(SheafException.class, () -> versions.append(change)).code());
    }

    private void create(long id, boolean replace, long... segments) {
        versions.append(new CatalogChange.CreateTable("main", table(id, segments), replace));
    }

    private static TableDefinition table(long id, long... segments) {
        List<SegmentReference> references = new ArrayList<>();
        for (long segment : segments) {
            references.add(segment(segment));
        }
        return new TableDefinition(id, "t", "memory", COLUMNS, references);
    }

    private static SegmentReference segment(long id) {
        return new SegmentReference(id, 1, 8);
    }
}
