// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.driver;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ext.DebugReceiveChannelEndpoint;
import io.aeron.driver.ext.DebugSendChannelEndpoint;
import io.aeron.driver.ext.LossGenerator;
import io.aeron.driver.ext.RandomLossGenerator;

/// Drivers that lose datagrams, by Aeron's own generators with fixed seeds: data, set-up and heartbeats on the way in,
/// status messages and requests to send again on the way back.
public final class LossyDriver {
    private LossyDriver() {}

    /// @param lossRate the share of datagrams that get lost, in both directions
    public static EmbeddedDriver launch(DriverSettings settings, double lossRate, long seed) {
        return EmbeddedDriver.launch(settings, context -> lossRate == 0 ? context : lossy(context, lossRate, seed));
    }

    private static MediaDriver.Context lossy(MediaDriver.Context context, double rate, long seed) {
        LossGenerator none = new RandomLossGenerator(0, seed);
        LossGenerator data = new RandomLossGenerator(rate, seed);
        LossGenerator control = new RandomLossGenerator(rate, ~seed);
        return context
                .receiveChannelEndpointSupplier((channel, dispatcher, status,
                        driver) -> new DebugReceiveChannelEndpoint(channel, dispatcher, status, driver, data, none))
                .sendChannelEndpointSupplier((channel, status, driver) -> new DebugSendChannelEndpoint(channel, status,
                        driver, none, control));
    }
}
