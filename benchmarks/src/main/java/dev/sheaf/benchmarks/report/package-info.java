// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Charts and tables that pages of measurements are made of. What is measured is known elsewhere.
@NullMarked
package dev.sheaf.benchmarks.report;

import org.jspecify.annotations.NullMarked;
