package org.jackfield.app.demo;

/**
 * Where the demo listens; all follow from the port of the first CTI OS server.
 *
 * @param ctiosA pages and CIL of the first CTI OS server
 * @param ctiosB of the second
 * @param ctiServerA CTI Server of side A
 * @param ctiServerB of side B
 */
record DemoPorts(int ctiosA, int ctiosB, int ctiServerA, int ctiServerB) {

    private static final int HIGHEST = 65_535;

    /** 42028 gives 42028, 42030, 42027, 43027; 0 gives free ones. */
    static DemoPorts from(int port) {
        if (port == 0) {
            return new DemoPorts(0, 0, 0, 0);
        }
        int sideB = port + 999 <= HIGHEST ? port + 999 : port - 1001;
        return new DemoPorts(port, port + 2, port - 1, sideB);
    }
}
