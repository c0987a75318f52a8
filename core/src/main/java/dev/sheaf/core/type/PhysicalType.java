// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.type;

/// How the values of a type stand in a vector's arrays. Kernels are written per physical type; several SQL types share
/// one.
public enum PhysicalType {
    /// One bit a row in 64-bit words.
    BOOLEAN,
    /// `int[]`: TINYINT, SMALLINT, INTEGER, DATE (days since 1970-01-01), INTERVAL YEAR TO MONTH (months).
    INT,
    /// `long[]`: BIGINT, TIME, TIMESTAMP and INTERVAL DAY TO SECOND (all in microseconds).
    LONG,
    /// `double[]`: DOUBLE, and REAL as float-rounded doubles.
    DOUBLE,
    /// Unscaled values as `long[]`, with a second `long[]` of high words in batches whose values need 128 bits.
    DECIMAL,
    /// 16-byte views (two longs a row) over native byte heaps: VARCHAR, CHAR, VARBINARY.
    STRING
}
