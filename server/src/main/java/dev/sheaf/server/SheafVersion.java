// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import picocli.CommandLine.IVersionProvider;

/// Says which Sheaf this is and what it runs on. The build writes the number into the jar's manifest.
final class SheafVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"sheaf " + number() + " (Java " + Runtime.version() + ")"};
    }

    static String number() {
        String number = SheafVersion.class.getPackage().getImplementationVersion();
        return number == null ? "development" : number;
    }
}
