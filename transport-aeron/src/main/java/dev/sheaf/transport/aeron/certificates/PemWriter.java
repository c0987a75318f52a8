// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.certificates;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Set;

/// Writes PEM files (RFC 7468). Never over one that is there, but for revocation lists; keys are for their owner only.
public final class PemWriter {
    private static final int LINE_CHARS = 64;

    private PemWriter() {}

    /// @throws SheafException FILE_EXISTS or IO_ERROR
    public static void write(Path file, X509Certificate certificate) {
        try {
            writeNew(file, "CERTIFICATE", certificate.getEncoded(), "rw-r--r--");
        } catch (GeneralSecurityException e) {
            throw new SheafException(ErrorCode.INTERNAL_ERROR, "a certificate that can't be written", e);
        }
    }

    /// @throws SheafException FILE_EXISTS or IO_ERROR
    public static void write(Path file, PrivateKey key) {
        writeNew(file, "PRIVATE KEY", key.getEncoded(), "rw-------");
    }

    /// Puts a revocation list in the place of the one before.
    ///
    /// @throws SheafException IO_ERROR
    public static void replace(Path file, X509CRL list) {
        try {
            Files.write(file, pem("X509 CRL", list.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new SheafException(ErrorCode.INTERNAL_ERROR, "a revocation list that can't be written", e);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static void writeNew(Path file, String label, byte[] encoded, String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel = Files.newByteChannel(file, options, attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(pem(label, encoded));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (FileAlreadyExistsException e) {
            throw new SheafException(ErrorCode.FILE_EXISTS, file + " is there already", e);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static byte[] pem(String label, byte[] encoded) {
        String body = Base64.getMimeEncoder(LINE_CHARS, new byte[] {'\n'}).encodeToString(encoded);
        return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static SheafException failed(Path file, IOException cause) {
        return new SheafException(ErrorCode.IO_ERROR, "can't write " + file + ": " + cause.getMessage(), cause);
    }
}
