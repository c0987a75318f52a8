// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The closed family of errors: codes with SQLSTATE, classes, the place in the SQL, and the one exception that carries
/// them. Nothing here may know of plans, batches or the network.
@NullMarked
package dev.sheaf.core.error;

import org.jspecify.annotations.NullMarked;
