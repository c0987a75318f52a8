// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.error;

/// Who has to react to an error, and how. The reaction to each class is the same everywhere: on the embedding API, in
/// JDBC and across the wire.
public enum ErrorClass {
    /// The statement or its data is at fault: fix it, don't retry.
    USER,
    /// A limit was met (memory, disk, time, sessions): retry later, or raise the limit.
    RESOURCE,
    /// A passing condition: the same statement may succeed when tried again.
    TRANSIENT,
    /// A member of the cluster was lost or could not be reached.
    NODE,
    /// A fault of Sheaf itself. Always a bug.
    INTERNAL
}
