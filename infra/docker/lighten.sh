#!/bin/sh
# lighten.sh FOLDER: removes of installed libraries what no desk reads: sources of what is compiled, stubs, kits for tests,
# languages that none of our texts is in, a format of pictures that none of ours has (Pillow works without), and what
# fontTools has compiled besides its Python: curves, which nobody draws who takes letters out of a font.
set -eu
cd "$1"
find . -type f \( -name '*.c' -o -name '*.h' -o -name '*.a' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.pyi' \) -delete
rm -rf sqlalchemy/testing alembic/testing PIL/_avif.*.so pillow.libs/libavif-*.so*
[ ! -d babel/locale-data ] || find babel/locale-data -name '*.dat' \
    ! -name root.dat ! -name en.dat ! -name 'en_*.dat' ! -name ru.dat ! -name 'ru_*.dat' \
    ! -name de.dat ! -name 'de_*.dat' -delete
[ ! -d fontTools ] || find fontTools -name '*.so' -delete
