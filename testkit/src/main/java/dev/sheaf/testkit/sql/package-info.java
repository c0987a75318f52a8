// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// SQL text tests: parsing, running and rewriting `.slt` files in the sqllogictest format over plain JDBC, and the
/// JUnit dynamic tests made from them. Nothing here knows an engine: one comes in as a connection source and a name.
///
/// ## The format
/// A file is a list of records separated by blank lines. `#` at the start of a line outside a record is a comment.
/// ```
/// # name: arithmetic/division
/// # description: division of whole numbers
/// # group: [arithmetic]
///
/// statement ok
/// create table t (a integer)
///
/// statement count 2
/// insert into t values (1), (null)
///
/// # SQLSTATE, then optionally a regular expression found in the message
/// statement error 22012 division by zero
/// select 1 / 0
///
/// query IT rowsort
/// select a, 'x' from t
/// ----
/// 1	x
/// NULL	x
///
/// types
/// select a, cast(a as decimal(10, 2)) from t
/// ----
/// INTEGER
/// DECIMAL(10, 2)
///
/// skipif duckdb
/// query I
/// select -7 / 2
/// ----
/// -3
///
/// foreach type integer bigint
///
/// query I
/// select cast('5' as ${type})
/// ----
/// 5
///
/// endloop
/// ```
/// Further: `onlyif ENGINE`, `hash-threshold N` (longer results are kept as a digest), `halt`, `loop VAR FROM TO`
/// (TO exclusive), labels (`query I nosort same`: all queries of a label in a file must agree), and `file PATH`, whose
/// lines up to `----` are written as a text file. `__DATA__` and `__TEMP__` stand for folders.
///
/// ## Column letters
/// `I` whole number; `R` number compared with tolerance (a relative 1e-9, for REAL 1e-6, and for a decimal half a unit
/// of its last place at least); `N` decimal, compared exactly with its scale; `B` boolean; `T` anything, compared as
/// text. A column of another type than its letter allows is a failure.
///
/// ## Values
/// One row a line, tabs between values. SQL null is `NULL`, the empty string `(empty)`, booleans `true` and `false`;
/// dates and timestamps are ISO with a space between date and time and no trailing zeros in the fraction; timestamps
/// with local time zone are shown in UTC with `+00`; year-month intervals are `years-months`, day-time intervals
/// `days hh:mm:ss`; binary is `\x` and hexadecimal digits; `NaN`, `Infinity`, `-Infinity`. Line breaks, tabs and NUL
/// within strings are shown as `\n`, `\r`, `\t`, `\0`.
@NullMarked
package dev.sheaf.testkit.sql;

import org.jspecify.annotations.NullMarked;
