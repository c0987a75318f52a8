// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// What the tests of all modules share: fakes, contract suites, generators. Nothing that product code may depend on
/// lives here.
@NullMarked
package dev.sheaf.testkit;

import org.jspecify.annotations.NullMarked;
