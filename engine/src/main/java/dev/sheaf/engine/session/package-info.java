// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Sessions: statements from text to rows, settings, and the catalog's changes.
/// What runs a plan is next door.
@NullMarked
package dev.sheaf.engine.session;

import org.jspecify.annotations.NullMarked;
