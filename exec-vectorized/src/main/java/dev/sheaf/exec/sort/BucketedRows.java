// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.hash.VectorHash;
import dev.sheaf.exec.row.RowAddress;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowLayout;
import dev.sheaf.exec.row.RowScan;
import dev.sheaf.exec.spill.Spill;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows divided into buckets by a hash of their partition keys, so that all rows of a partition are in one bucket and
/// buckets can be sorted at once on several threads: by the partition keys first, then by an order within each
/// partition. What windows are computed over.
public final class BucketedRows implements AutoCloseable {
    /// Below the bits that exchanges take.
    private static final int HASH_SHIFT = 42;
    private static final int CHECK_MASK = (1 << 12) - 1;

    private final Schema schema;
    private final int[] partitionKeys;
    private final int bucketCount;
    private final MemoryContext memory;
    private final Spill spill;
    private final RowOrder order;
    private final RowComparator partitions;
    private final int partitionBits;
    private @Nullable RowCollection rows;

    /// @param partitionKeys places of the columns by which rows belong together; nulls are equal to each other
    /// @param orderKeys the order within a partition
    /// @param bucketCount a power of two, used when there are partition keys
    /// @param spill where buckets that aren't being read go when memory is needed
    public BucketedRows(
            Schema schema,
            List<Integer> partitionKeys,
            List<SortKey> orderKeys,
            int bucketCount,
            MemoryContext memory,
            Spill spill) {
        this.spill = spill;
        this.schema = schema;
        this.partitionKeys = partitionKeys.stream().mapToInt(Integer::intValue).toArray();
        this.bucketCount = partitionKeys.isEmpty() ? 1 : bucketCount;
        this.memory = memory;
        List<SortKey> keys = new ArrayList<>();
        List<KeyField> fields = new ArrayList<>();
        for (int column : partitionKeys) {
            SortKey key = new SortKey(column, false, false);
            keys.add(key);
            fields.add(KeyField.of(key, schema.field(column)));
        }
        keys.addAll(orderKeys);
        this.order = new RowOrder(schema, keys, true);
        this.partitions = new RowComparator(order.layout(), fields);
        this.partitionBits = fields.stream().mapToInt(KeyField::totalBits).sum();
    }

    public int bucketCount() {
        return bucketCount;
    }

    public RowLayout layout() {
        return order.layout();
    }

    /// Where one driver puts its rows.
    public Builder newBuilder() {
        return new Builder();
    }

    /// Takes over a driver's rows. Safe for use by many threads.
    public synchronized void add(Builder builder) {
        if (rows == null) {
            rows = new RowCollection(order.layout(), memory, bucketCount, spill);
        }
        builder.rows.parkAll();
        rows.absorb(builder.rows);
    }

    /// All rows, once every builder has been added; null when there are none.
    public @Nullable RowCollection rows() {
        return rows;
    }

    /// Sorts a bucket. Several threads may sort different ones.
    ///
    /// @param cancellation looked at meanwhile
    public SortedBucket sort(int bucket, CancellationToken cancellation) {
        RowCollection all = rows;
        int count = all == null ? 0 : Math.toIntExact(all.rowCount(bucket));
        LongPairs pairs = new LongPairs(memory);
        try (LongPairs scratch = new LongPairs(memory)) {
            if (all == null || count == 0) {
                return new SortedBucket(pairs, new long[0], new long[0]);
            }
            all.pin(bucket);
            pairs.ensureCapacity(count, count);
            scratch.ensureCapacity(count, count);
            load(all, bucket, pairs, cancellation);
            RowSorter sorter = order.newSorter(cancellation);
            KeyBoundaries boundaries = order.exact() ? new KeyBoundaries(partitionBits, count) : null;
            sorter.sort(
                    all.pages(),
                    pairs.keys(),
                    pairs.addresses(),
                    scratch.keys(),
                    scratch.addresses(),
                    0,
                    count,
                    boundaries);
            if (boundaries != null) {
                return new SortedBucket(pairs, boundaries.prefixStarts(), boundaries.starts());
            }
            return mark(all.pages(), sorter, pairs, cancellation);
        } catch (Throwable failure) {
            // The pairs outlive this call only when it succeeds.
            pairs.close();
            throw failure;
        }
    }

    private void load(RowCollection all, int bucket, LongPairs pairs, CancellationToken cancellation) {
        long[] addresses = pairs.addresses();
        int count = 0;
        RowScan scan = all.scan(bucket);
        long[] some = new long[Chunk.DEFAULT_ROWS];
        int read;
        while ((read = scan.next(some, some.length)) > 0) {
            System.arraycopy(some, 0, addresses, count, read);
            count += read;
        }
        MemorySegment[] pages = all.pages();
        long offset = order.wordOffset(0);
        long[] keys = pairs.keys();
        for (int i = 0; i < count; i++) {
            checkNowAndThen(i, cancellation);
            keys[i] = pages[RowAddress.page(addresses[i])].get(
                    StringViews.LONG, RowAddress.offset(addresses[i]) + offset);
        }
        pairs.setCount(count);
    }

    private static void checkNowAndThen(int row, CancellationToken cancellation) {
        if ((row & CHECK_MASK) == 0) {
            cancellation.check();
        }
    }

    private SortedBucket mark(
            MemorySegment[] pages, RowSorter sorter, LongPairs pairs, CancellationToken cancellation) {
        int count = pairs.count();
        long[] keys = pairs.keys();
        long[] addresses = pairs.addresses();
        long[] partitionStarts = new long[Bits.words(count)];
        long[] peerStarts = new long[Bits.words(count)];
        Bits.set(partitionStarts, 0);
        Bits.set(peerStarts, 0);
        for (int i = 1; i < count; i++) {
            checkNowAndThen(i, cancellation);
            if (sorter.compare(pages, keys[i - 1], addresses[i - 1], keys[i], addresses[i]) != 0) {
                Bits.set(peerStarts, i);
                if (partitions.compare(pages, addresses[i - 1], addresses[i]) != 0) {
                    Bits.set(partitionStarts, i);
                }
            }
        }
        return new SortedBucket(pairs, partitionStarts, peerStarts);
    }

    /// Gives a bucket's memory back.
    public void release(int bucket) {
        if (rows != null) {
            rows.releasePartition(bucket);
        }
    }

    @Override
    public synchronized void close() {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }

    /// A bucket's rows in order.
    public static final class SortedBucket implements AutoCloseable {
        private final LongPairs pairs;
        private final long[] partitionStarts;
        private final long[] peerStarts;

        SortedBucket(LongPairs pairs, long[] partitionStarts, long[] peerStarts) {
            this.pairs = pairs;
            this.partitionStarts = partitionStarts;
            this.peerStarts = peerStarts;
        }

        public int count() {
            return pairs.count();
        }

        /// Where the rows lie.
        public long[] addresses() {
            return pairs.addresses();
        }

        /// A bit per row that begins a partition.
        public long[] partitionStarts() {
            return partitionStarts;
        }

        /// A bit per row whose partition or order differs from that of the row before.
        public long[] peerStarts() {
            return peerStarts;
        }

        @Override
        public void close() {
            pairs.close();
        }
    }

    /// One driver's rows. For one thread.
    public final class Builder implements AutoCloseable {
        private final RowCollection rows = new RowCollection(order.layout(), memory, bucketCount, spill);
        private final KeyEncoder encoder = order.newEncoder();
        private final @Nullable VectorHash hash = partitionKeys.length == 0 ? null : new VectorHash(partitionKeys);
        private final long[][] words = new long[order.wordCount()][0];
        private final int[] places = new int[schema.size()];
        private int[] buckets = {};

        Builder() {
            rows.parkFullOnRequest();
            for (int i = 0; i < places.length; i++) {
                places[i] = i;
            }
        }

        /// Copies the rows in play.
        public void append(Chunk chunk) {
            int count = chunk.activeCount();
            int @Nullable [] chosen = chunk.selection() == null ? null : chunk.selection().rows();
            for (int i = 0; i < words.length; i++) {
                if (words[i].length < count) {
                    words[i] = new long[chunk.rowCount()];
                }
            }
            encoder.encode(chunk, chosen, count, words);
            order.note(encoder);
            long[] addresses = hash == null
                    ? rows.append(chunk, places, chosen, count)
                    : rows.append(chunk, places, chosen, count, buckets(hash.hash(chunk), chosen, count));
            MemorySegment[] pages = rows.pages();
            for (int word = 0; word < words.length; word++) {
                store(pages, addresses, count, words[word], order.wordOffset(word));
            }
            rows.parkFilled();
        }

        private int[] buckets(long[] hashes, int @Nullable [] chosen, int count) {
            if (buckets.length < hashes.length) {
                buckets = new int[hashes.length];
            }
            for (int i = 0; i < count; i++) {
                int row = chosen == null ? i : chosen[i];
                buckets[row] = (int) (hashes[row] >>> HASH_SHIFT) & (bucketCount - 1);
            }
            return buckets;
        }

        private static void store(MemorySegment[] pages, long[] addresses, int count, long[] words, long offset) {
            for (int i = 0; i < count; i++) {
                pages[RowAddress.page(addresses[i])].set(
                        StringViews.LONG, RowAddress.offset(addresses[i]) + offset, words[i]);
            }
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
