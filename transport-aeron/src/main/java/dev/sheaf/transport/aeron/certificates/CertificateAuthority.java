// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.certificates;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CRLHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An authority of one's own, for a cluster whose people have none: makes certificates for nodes (RFC 5280) with keys
/// on P-256, and lists what it has revoked. By Bouncy Castle, which only those need who make certificates.
public final class CertificateAuthority {
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final String CURVE = "secp256r1";
    private static final int SERIAL_BYTES = 16;

    private final X509Certificate certificate;
    private final PrivateKey key;

    private CertificateAuthority(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /// Makes a new one.
    ///
    /// @param name what people see
    public static CertificateAuthority create(String name, Instant from, Instant until) {
        try {
            KeyPair keys = newKeys();
            X500Name subject = commonName(name);
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    subject, serial(keys.getPublic()), Date.from(from), Date.from(until), subject, keys.getPublic());
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier, false,
                            extensions.createSubjectKeyIdentifier(keys.getPublic()));
            return new CertificateAuthority(signed(builder, keys.getPrivate()), keys.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw failed(e);
        }
    }

    /// One that was made earlier.
    ///
    /// @throws SheafException FILE_NOT_FOUND, IO_ERROR or FILE_FORMAT
    public static CertificateAuthority read(Path certificate, Path key) {
        X509Certificate read = PemReader.certificates(certificate).getFirst();
        return new CertificateAuthority(read, PemReader.key(key, read.getPublicKey().getAlgorithm()));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public PrivateKey key() {
        return key;
    }

    /// Makes a key and a certificate for a node.
    ///
    /// @param node what the certificate names
    /// @throws SheafException INVALID_PARAMETER when no certificate can name that
    public IssuedCertificate issue(String node, Instant from, Instant until) {
        if (node.isEmpty() || !node.chars().allMatch(letter -> letter > ' ' && letter < 0x7F)) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER, "a certificate names nodes of printable ASCII, not '" + node + "'");
        }
        try {
            KeyPair keys = newKeys();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    certificate, serial(keys.getPublic()), Date.from(from), Date.from(until), commonName(node),
                    keys.getPublic());
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false,
                            new ExtendedKeyUsage(
                                    new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}))
                    .addExtension(
                            Extension.subjectAlternativeName, false,
                            new GeneralNames(new GeneralName(GeneralName.dNSName, node)))
                    .addExtension(
                            Extension.authorityKeyIdentifier, false,
                            extensions.createAuthorityKeyIdentifier(certificate));
            return new IssuedCertificate(signed(builder, key), keys.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw failed(e);
        }
    }

    /// A list of certificates that are not to be believed any more.
    ///
    /// @param earlier lists whose entries stay
    public X509CRL revoke(
            Collection<X509CRL> earlier, Collection<X509Certificate> revoked, Instant at, Instant nextUpdate) {
        try {
            JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(certificate, Date.from(at));
            builder.setNextUpdate(Date.from(nextUpdate));
            for (X509CRL list : earlier) {
                builder.addCRL(new JcaX509CRLHolder(list));
            }
            for (X509Certificate each : revoked) {
                builder.addCRLEntry(each.getSerialNumber(), Date.from(at), CRLReason.unspecified);
            }
            return new JcaX509CRLConverter().getCRL(builder.build(signer(key)));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw failed(e);
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE));
        return generator.generateKeyPair();
    }

    private static X500Name commonName(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    /// As different as the keys are.
    private static BigInteger serial(PublicKey key) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return new BigInteger(1, Arrays.copyOf(digest, SERIAL_BYTES));
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey by)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer(by)));
    }

    private static ContentSigner signer(PrivateKey key) throws OperatorCreationException {
        return new JcaContentSignerBuilder(SIGNATURE).build(key);
    }

    private static SheafException failed(Exception cause) {
        return new SheafException(
                ErrorCode.INTERNAL_ERROR, "can't make a certificate: " + cause.getMessage(), cause);
    }
}
