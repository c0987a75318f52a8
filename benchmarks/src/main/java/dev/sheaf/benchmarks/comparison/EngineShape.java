// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

/// How an engine is built whose answers are compared: every shape must give the same rows.
///
/// @param source where the tables' rows come from
/// @param workers how many workers run each query
/// @param framed whether exchanged batches are encoded into frames
/// @param rows the rows of a chunk and of an exchanged batch, or 0 for the defaults
/// @param oneFrame whether a stream's credit is one frame
public record EngineShape(Source source, int workers, boolean framed, int rows, boolean oneFrame) {
    /// Where the rows of the TPC-H tables come from.
    public enum Source {
        /// The schema `tpch.sfN`, which makes them while it is read.
        GENERATOR,
        /// Parquet files that DuckDB wrote, with Zstandard.
        PARQUET,
        /// Tables in memory, made of the Parquet files with CREATE TABLE AS.
        MEMORY
    }

    /// The JDBC address of such an engine.
    String url(String memory) {
        StringBuilder url = new StringBuilder("jdbc:sheaf:?memory=").append(memory);
        url.append("&workers=").append(workers).append("&threads=").append(workers == 1 ? 2 : 1);
        if (framed) {
            url.append("&exchange=framed");
        }
        if (rows > 0) {
            url.append("&chunk_rows=").append(rows).append("&batch_rows=").append(rows);
        }
        if (oneFrame) {
            // Less than any batch: each stream has one batch under way at a time.
            url.append("&credit_bytes=1");
        }
        return url.toString();
    }

    @Override
    public String toString() {
        return source.name().toLowerCase(java.util.Locale.ROOT) + ", " + workers
                + (workers == 1 ? " worker" : " workers")
                + (framed ? ", framed" : ", direct") + (rows == 0 ? "" : ", batches of " + rows)
                + (oneFrame ? ", credit of one frame" : "");
    }
}
