package io.holdfast.testsupport.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Unpacks a tar stream: files, directories, symbolic and hard links, with modes. Owners and times are not restored.
 * Knows the old, the ustar and the GNU form; of the pax form it reads only the path.
 *
 * <p><b>Threading:</b> one thread.
 */
final class TarArchive {

    private static final int BLOCK = 512;
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ
    };

    private final InputStream input;
    private final Path target;
    private final byte[] header = new byte[BLOCK];
    private String longName;
    private int entries;

    private TarArchive(InputStream input, Path target) {
        this.input = input;
        this.target = target;
    }

    /** Unpacks all entries below an existing directory and returns their number. */
    static int unpack(InputStream tar, Path target) throws IOException {
        TarArchive archive = new TarArchive(tar, target.toAbsolutePath().normalize());
        while (archive.readHeader()) {
            archive.unpackEntry();
        }
        return archive.entries;
    }

    private boolean readHeader() throws IOException {
        int read = input.readNBytes(header, 0, BLOCK);
        if (read != 0 && read != BLOCK) {
            throw new EOFException("The tar archive ends inside a header");
        }
        // An empty name is the block of zeros at the end.
        return read == BLOCK && header[0] != 0;
    }

    private void unpackEntry() throws IOException {
        long size = octal(124, 12);
        char type = (char) header[156];
        if (type == 'L') {
            longName = untilZero(content(size));
        } else if (type == 'x') {
            longName = paxPath(content(size));
        } else if (type == 'g') {
            content(size);
        } else {
            write(type, resolve(entryName()), size);
            longName = null;
            entries++;
        }
    }

    private void write(char type, Path path, long size) throws IOException {
        Files.createDirectories(path.getParent());
        switch (type) {
            case '5' -> Files.createDirectories(path);
            case '2' -> Files.createSymbolicLink(path, Path.of(text(157, 100)));
            case '1' -> Files.createLink(path, resolve(text(157, 100)));
            case '0', '\0' -> writeFile(path, size);
            default -> throw new IOException("Entry " + path + " has the unknown tar type '" + type + "'");
        }
    }

    private void writeFile(Path path, long size) throws IOException {
        try (OutputStream output = Files.newOutputStream(path)) {
            byte[] buffer = new byte[64 * 1024];
            for (long left = size; left > 0; ) {
                int read = input.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("The tar archive ends inside " + path);
                }
                output.write(buffer, 0, read);
                left -= read;
            }
        }
        skipPadding(size);
        Files.setPosixFilePermissions(path, permissions((int) octal(100, 8)));
    }

    private byte[] content(long size) throws IOException {
        byte[] content = input.readNBytes(Math.toIntExact(size));
        skipPadding(size);
        return content;
    }

    private void skipPadding(long size) throws IOException {
        input.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    }

    private String entryName() {
        if (longName != null) {
            return longName;
        }
        boolean ustar = text(257, 6).equals("ustar");
        String prefix = ustar ? text(345, 155) : "";
        return prefix.isEmpty() ? text(0, 100) : prefix + "/" + text(0, 100);
    }

    private Path resolve(String name) throws IOException {
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("The tar archive wants to write outside of its directory: " + name);
        }
        return path;
    }

    private String text(int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.UTF_8);
    }

    private long octal(int offset, int length) {
        String digits = text(offset, length).trim();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String untilZero(byte[] name) {
        return new String(name, StandardCharsets.UTF_8).replace("\0", "");
    }

    private static String paxPath(byte[] records) {
        for (String line : new String(records, StandardCharsets.UTF_8).split("\n")) {
            String record = line.substring(line.indexOf(' ') + 1);
            if (record.toLowerCase(Locale.ROOT).startsWith("path=")) {
                return record.substring("path=".length());
            }
        }
        return null;
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode & 1 << bit) != 0) {
                permissions.add(BITS[bit]);
            }
        }
        return permissions;
    }
}
