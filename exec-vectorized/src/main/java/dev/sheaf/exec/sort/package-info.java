// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Sorting: normalised keys, radix sort of key and address pairs, sorted runs and their merge, the first rows of an
/// order, and merging of ordered streams. Nothing here may know what the order is for.
@NullMarked
package dev.sheaf.exec.sort;

import org.jspecify.annotations.NullMarked;
