package org.jackfield.gateway.cluster;

import io.aeron.archive.checksum.Checksum;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/**
 * A checksum with each entry on disk, so that a damaged one is never taken for what was said. The
 * engine's own ones need access to the inside of the JDK.
 */
final class FrameChecksum implements Checksum {

    private final CRC32C crc = new CRC32C();

    @Override
    @SuppressWarnings("restricted")
    public int compute(long address, int offset, int length) {
        crc.reset();
        crc.update(MemorySegment.ofAddress(address + offset).reinterpret(length).asByteBuffer());
        return (int) crc.getValue();
    }
}
