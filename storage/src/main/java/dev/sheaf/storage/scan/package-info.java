// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// What all file formats share when they are scanned: bounds of values and which constraints they can rule out.
/// Nothing here may know how any one format stores its data.
@NullMarked
package dev.sheaf.storage.scan;

import org.jspecify.annotations.NullMarked;
