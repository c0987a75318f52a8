// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import java.util.Arrays;
import java.util.List;

/// Decides which columns of a boxed table are shown and how wide, so that it fits a window.
///
/// Text columns give way first, the widest before the others, down to [#TEXT_COLUMNS_MIN]; numbers are not cut, for a
/// number without its end is a wrong one. When that isn't enough, columns are left out from the middle, where an
/// ellipsis takes their place, and those that stay share what room is left.
final class TableLayout {
    /// A text column is not squeezed below this while others can be left out instead.
    static final int TEXT_COLUMNS_MIN = 16;
    /// Padding and rule that come with each column; one more rule closes the table.
    private static final int CELL_EXTRA = 3;

    private final int[] shown;
    private final int[] widths;
    private final int ellipsisPosition;

    private TableLayout(int[] shown, int[] widths, int ellipsisPosition) {
        this.shown = shown;
        this.widths = widths;
        this.ellipsisPosition = ellipsisPosition;
    }

    int shownCount() {
        return shown.length;
    }

    /// The number, in the result, of the column shown at `position`.
    int column(int position) {
        return shown[position];
    }

    /// Terminal columns of the column shown at `position`, without padding and rules.
    int width(int position) {
        return widths[position];
    }

    /// How many columns stand before the ellipsis; -1 when every column is shown.
    int ellipsisPosition() {
        return ellipsisPosition;
    }

    /// @param natural       widths that would show everything
    /// @param windowColumns width to fit; 0 for no limit
    static TableLayout fit(List<ResultColumn> columns, int[] natural, int windowColumns) {
        int[] all = new int[natural.length];
        Arrays.setAll(all, i -> i);
        if (windowColumns <= 0 || total(natural) <= windowColumns) {
            return new TableLayout(all, natural.clone(), -1);
        }
        int[] least = new int[natural.length];
        Arrays.setAll(least,
                i -> columns.get(i).isRightAligned() ? natural[i] : Math.min(natural[i], TEXT_COLUMNS_MIN));
        if (total(least) <= windowColumns) {
            return new TableLayout(all, share(least, natural, windowColumns - total(least)), -1);
        }
        return withoutMiddle(least, natural, windowColumns);
    }

    private static TableLayout withoutMiddle(int[] least, int[] natural, int windowColumns) {
        int ellipsis = 1 + CELL_EXTRA;
        int room = windowColumns - 1 - ellipsis;
        int left = 0;
        int right = natural.length;
        boolean takeLeft = true;
        while (left < right - 1) {
            int next = takeLeft ? left : right - 1;
            if (least[next] + CELL_EXTRA > room) {
                break;
            }
            room -= least[next] + CELL_EXTRA;
            if (takeLeft) {
                left++;
            } else {
                right--;
            }
            takeLeft = !takeLeft;
        }
        if (left == 0) {
            int only = Math.max(1, natural.length == 1 ? windowColumns - 1 - CELL_EXTRA : room - CELL_EXTRA);
            return new TableLayout(new int[] {0}, new int[] {Math.min(only, natural[0])}, natural.length == 1 ? -1 : 1);
        }
        int[] shown = new int[left + natural.length - right];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = i < left ? i : right + i - left;
        }
        int[] shownLeast = Arrays.stream(shown).map(i -> least[i]).toArray();
        int[] shownNatural = Arrays.stream(shown).map(i -> natural[i]).toArray();
        return new TableLayout(shown, share(shownLeast, shownNatural, room), left);
    }

    /// Hands `room` out column by column in equal steps until each has its natural width or nothing is left.
    private static int[] share(int[] least, int[] natural, int room) {
        int[] widths = least.clone();
        int rest = room;
        boolean grew = true;
        while (rest > 0 && grew) {
            grew = false;
            int smallest = Integer.MAX_VALUE;
            for (int i = 0; i < widths.length; i++) {
                if (widths[i] < natural[i]) {
                    smallest = Math.min(smallest, widths[i]);
                }
            }
            for (int i = 0; i < widths.length && rest > 0; i++) {
                if (widths[i] < natural[i] && widths[i] == smallest) {
                    widths[i]++;
                    rest--;
                    grew = true;
                }
            }
        }
        return widths;
    }

    private static int total(int[] widths) {
        return Arrays.stream(widths).sum() + CELL_EXTRA * widths.length + 1;
    }
}
