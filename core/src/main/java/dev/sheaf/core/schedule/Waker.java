// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.schedule;

/// Makes a blocked activity run again. Waking one that isn't blocked makes it run once more when it next says it is;
/// waking one that is done does nothing. Safe for use by many threads, and cheap when repeated.
public interface Waker {
    /// Wakes nobody.
    Waker NONE = () -> {};

    void wake();
}
