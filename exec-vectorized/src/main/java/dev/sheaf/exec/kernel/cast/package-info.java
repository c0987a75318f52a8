// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Conversions between types. Each kernel either raises an error for a value that can't be converted, or, for TRY_CAST,
/// makes it null.
/// How texts are read and written digit by digit is the business of the text and datetime packages.
@NullMarked
package dev.sheaf.exec.kernel.cast;

import org.jspecify.annotations.NullMarked;
