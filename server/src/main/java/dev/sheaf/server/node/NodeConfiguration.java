// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import dev.sheaf.Sheaf;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.transport.NodeTransportProvider.LinkCertificates;
import dev.sheaf.engine.EngineSettings;
import java.io.IOException;
import java.io.Reader;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a node is and where it listens, read from a file of properties and checked.
///
/// @param controlListen null for a node that only works
/// @param httpListen null for none
/// @param certificates null for links that are not encrypted
/// @param plainLinks whether it may listen beyond loopback without keys
public record NodeConfiguration(
        String name,
        boolean coordinates,
        boolean works,
        @Nullable Endpoint controlListen,
        List<Endpoint> coordinators,
        Endpoint dataListen,
        @Nullable String dataAdvertise,
        long dataBytes,
        int dataPeers,
        @Nullable Endpoint httpListen,
        long drainNanos,
        @Nullable LinkCertificates certificates,
        boolean plainLinks,
        EngineSettings engine) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int DRAIN_SECONDS_MAX = 24 * 60 * 60;
    private static final int PEERS_MAX = 4096;

    /// Reads a file.
    ///
    /// @throws SheafException FILE_NOT_FOUND or IO_ERROR; INVALID_PARAMETER with the key that is wrong
    public static NodeConfiguration read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException missing) {
            throw new SheafException(ErrorCode.FILE_NOT_FOUND, "there is no file " + file, missing);
        } catch (IllegalArgumentException | IOException failed) {
            throw new SheafException(
                    ErrorCode.IO_ERROR, "can't read " + file + ": " + failed.getMessage(), failed);
        }
        return of(properties);
    }

    /// @throws SheafException INVALID_PARAMETER with the key that is wrong
    public static NodeConfiguration of(Properties properties) {
        Source source = new Source(properties);
        source.checkKeys();
        String name = source.value(NodeKey.NAME, text -> {
            NodeNames.check(text);
            return text;
        });
        Set<String> roles = source.value(NodeKey.ROLES, NodeConfiguration::roles);
        boolean coordinates = roles.contains("coordinator");
        Endpoint control = source.value(NodeKey.CONTROL_LISTEN, Endpoint::parse);
        List<Endpoint> coordinators = source.value(NodeKey.CONTROL_COORDINATORS, NodeConfiguration::endpoints);
        if (!coordinates && coordinators.isEmpty()) {
            throw invalid(NodeKey.CONTROL_COORDINATORS.key(), "a worker must know a coordinator");
        }
        NodeConfiguration configuration = new NodeConfiguration(
                name,
                coordinates,
                roles.contains("worker"),
                coordinates ? control : null,
                coordinators,
                source.value(NodeKey.DATA_LISTEN, Endpoint::parse),
                source.value(NodeKey.DATA_ADVERTISE, text -> text).isEmpty()
                        ? null
                        : source.value(NodeKey.DATA_ADVERTISE, text -> text),
                source.value(NodeKey.DATA_MEMORY, EngineSettings::bytes),
                source.number(NodeKey.DATA_PEERS, 1, PEERS_MAX),
                source.value(NodeKey.HTTP_LISTEN, text -> text).isEmpty()
                        ? null
                        : source.value(NodeKey.HTTP_LISTEN, Endpoint::parse),
                source.number(NodeKey.DRAIN_SECONDS, 0, DRAIN_SECONDS_MAX) * NANOS_PER_SECOND,
                source.certificates(),
                source.value(NodeKey.PLAIN_LINKS, text -> EngineSettings.flag(NodeKey.PLAIN_LINKS.key(), text)),
                source.engine());
        configuration.checkReach();
        return configuration;
    }

    /// Links that prove nothing are for this machine alone, unless somebody has said otherwise.
    private void checkReach() {
        if (plainLinks || certificates != null) {
            return;
        }
        checkLoopback(NodeKey.DATA_LISTEN, dataListen);
        if (controlListen != null) {
            checkLoopback(NodeKey.CONTROL_LISTEN, controlListen);
        }
    }

    private static void checkLoopback(NodeKey key, Endpoint endpoint) {
        try {
            if (!endpoint.loopback()) {
                throw invalid(
                        key.key(), endpoint + " is beyond loopback, and links have no keys: set "
                                + NodeKey.PLAIN_LINKS.key()
                                + "=true if everybody on that network may read them, or give the node certificates");
            }
        } catch (UnknownHostException unknown) {
            throw invalid(key.key(), "nobody knows the host of " + endpoint);
        }
    }

    private static Set<String> roles(String text) {
        Set<String> roles = new TreeSet<>();
        for (String role : text.split(",", -1)) {
            String known = role.strip().toLowerCase(Locale.ROOT);
            if (!known.equals("coordinator") && !known.equals("worker")) {
                throw new SheafException(
                        ErrorCode.INVALID_PARAMETER, "'" + role.strip() + "' is neither coordinator nor worker");
            }
            roles.add(known);
        }
        return roles;
    }

    private static List<Endpoint> endpoints(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).map(Endpoint::parse).toList();
    }

    private static SheafException invalid(String key, String why) {
        return new SheafException(ErrorCode.INVALID_PARAMETER, key + ": " + why);
    }

    /// The file's entries.
    private record Source(Properties properties) {
        void checkKeys() {
            for (String key : new TreeSet<>(properties.stringPropertyNames())) {
                boolean known = key.startsWith(NodeKey.ENGINE_PREFIX)
                        || Arrays.stream(NodeKey.values()).anyMatch(candidate -> candidate.key().equals(key));
                if (!known) {
                    throw invalid(key, "there is no such key");
                }
            }
        }

        <T> T value(NodeKey key, Function<String, T> parse) {
            String text = properties.getProperty(key.key(), key.defaultValue());
            if (text == null) {
                throw invalid(key.key(), "it must be given");
            }
            try {
                return parse.apply(text.strip());
            } catch (SheafException wrong) {
                throw invalid(key.key(), String.valueOf(wrong.getMessage()));
            }
        }

        /// All of them, or none.
        @Nullable LinkCertificates certificates() {
            Path authority = path(NodeKey.AUTHORITY);
            Path certificate = path(NodeKey.CERTIFICATE);
            Path key = path(NodeKey.KEY);
            Path revoked = path(NodeKey.REVOKED);
            if (authority != null && certificate != null && key != null) {
                return new LinkCertificates(authority, certificate, key, revoked);
            }
            if (authority != null || certificate != null || key != null || revoked != null) {
                throw invalid(NodeKey.AUTHORITY.key(), "a node needs " + NodeKey.AUTHORITY.key() + ", "
                        + NodeKey.CERTIFICATE.key() + " and " + NodeKey.KEY.key() + ", or none of them");
            }
            return null;
        }

        private @Nullable Path path(NodeKey key) {
            String text = value(key, given -> given);
            return text.isEmpty() ? null : Path.of(text);
        }

        int number(NodeKey key, int least, int most) {
            int number = value(key, text -> EngineSettings.number(key.key(), text));
            if (number < least || number > most) {
                throw invalid(key.key(), number + " is not between " + least + " and " + most);
            }
            return number;
        }

        EngineSettings engine() {
            Sheaf.Builder builder = Sheaf.builder();
            for (String key : new TreeSet<>(properties.stringPropertyNames())) {
                if (!key.startsWith(NodeKey.ENGINE_PREFIX)) {
                    continue;
                }
                String option = key.substring(NodeKey.ENGINE_PREFIX.length());
                if (option.equals(Sheaf.Option.WORKERS.optionName())
                        || option.equals(Sheaf.Option.EXCHANGE.optionName())) {
                    throw invalid(key, "a node is one worker, and exchanges over its links");
                }
                try {
                    builder.option(option, properties.getProperty(key));
                } catch (SheafException wrong) {
                    throw invalid(key, String.valueOf(wrong.getMessage()));
                }
            }
            return builder.settings();
        }
    }
}
