// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Dates, times and intervals: calendar arithmetic on integers, and their texts.
/// Nothing here may make objects of `java.time` per row, except for time zones with daylight saving.
@NullMarked
package dev.sheaf.exec.kernel.datetime;

import org.jspecify.annotations.NullMarked;
