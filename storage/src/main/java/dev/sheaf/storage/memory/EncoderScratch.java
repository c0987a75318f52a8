// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

/// Arrays in which blocks are encoded before they are copied to native memory in one go: the loops that fill them are
/// vectorised, and small enough to be compiled within the first few blocks. For one thread.
final class EncoderScratch {
    private byte[] bytes = {};
    private short[] shorts = {};
    private int[] ints = {};
    private long[] longs = {};
    private float[] floats = {};

    byte[] bytes(int count) {
        bytes = bytes.length < count ? new byte[count] : bytes;
        return bytes;
    }

    short[] shorts(int count) {
        shorts = shorts.length < count ? new short[count] : shorts;
        return shorts;
    }

    int[] ints(int count) {
        ints = ints.length < count ? new int[count] : ints;
        return ints;
    }

    float[] floats(int count) {
        floats = floats.length < count ? new float[count] : floats;
        return floats;
    }

    long[] longs(int count) {
        longs = longs.length < count ? new long[count] : longs;
        return longs;
    }
}
