// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Open input files, native scratch memory and the errors that name a place in a file.
/// No knowledge of any file format lives here.
@NullMarked
package dev.sheaf.storage.file;

import org.jspecify.annotations.NullMarked;
