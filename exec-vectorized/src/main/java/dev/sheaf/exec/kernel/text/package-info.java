// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Functions of text and byte strings. They walk only the rows that count, read strings where they lie, and give views
/// of their
/// operands where they can.
/// No pattern matching lives here.
@NullMarked
package dev.sheaf.exec.kernel.text;

import org.jspecify.annotations.NullMarked;
