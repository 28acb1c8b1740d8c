// Go programs ask Windows for random bytes by ProcessPrng of bcryptprimitives.dll,
// which Wine 8 does not have yet. This stands in for it in the step windows.
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG size); // RtlGenRandom

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) {
  return SystemFunction036(data, (ULONG)size);
}
