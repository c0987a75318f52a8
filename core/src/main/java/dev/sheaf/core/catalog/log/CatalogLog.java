// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog.log;

/// The one place where it is decided what tables exist and which segments they are made of. A commit is one entry:
/// before it nothing of a statement shows, after it all does. In memory when embedded, a local file or replicated
/// between coordinators otherwise. Safe for use by many threads.
public interface CatalogLog {
    /// The newest version.
    CatalogState state();

    /// Appends an entry that was made with some version in mind, provided it is still possible.
    ///
    /// @return the version with it
    /// @throws dev.sheaf.core.error.SheafException when the change isn't possible any more
    CatalogState append(CatalogChange change);
}
