// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.contract;

import dev.sheaf.core.schedule.Waker;

/// Counts how often it is woken.
final class WakeCounter implements Waker {
    private int wakes;

    @Override
    public void wake() {
        wakes++;
    }

    boolean woken() {
        return wakes > 0;
    }
}
