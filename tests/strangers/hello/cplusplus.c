#include <iostream>
#include <string>
#include <unistd.h>
using namespace std;
int main() {
    int p[2];
    pipe(p);
    if (!fork()) { string s = "Hello"; write(p[1], s.c_str(), s.size()); return 0; }
    char b[100] = {};
    read(p[0], b, 99);
    cout << "Received: " << b << endl;
}
