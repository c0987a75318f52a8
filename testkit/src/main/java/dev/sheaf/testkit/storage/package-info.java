// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Connectors that hold rows of Java values.
/// No real format belongs here.
@NullMarked
package dev.sheaf.testkit.storage;

import org.jspecify.annotations.NullMarked;
