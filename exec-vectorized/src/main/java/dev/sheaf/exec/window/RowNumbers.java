// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import java.util.Arrays;

/// The numbers 0, 1, 2, ... in an array.
final class RowNumbers {
    private int[] numbers = {};

    int[] upTo(int count) {
        int before = numbers.length;
        if (before < count) {
            numbers = Arrays.copyOf(numbers, Math.max(count, 2 * before));
            for (int i = before; i < numbers.length; i++) {
                numbers[i] = i;
            }
        }
        return numbers;
    }
}
