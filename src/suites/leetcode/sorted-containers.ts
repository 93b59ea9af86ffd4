/**
 * A stand-in for `sortedcontainers`, which LeetCode offers beside the standard library: what solutions use of it, with the results that it
 * gives, on plain lists. Written for this suite.
 */

export const SORTED_CONTAINERS = `
def _sorted_containers():
    import bisect, sys, types

    class SortedList(list):
        def __init__(self, values=(), key=None):
            super().__init__(sorted(values, key=key))
            self.key = key
        def _of(self, value):
            return value if self.key is None else self.key(value)
        def add(self, value):
            bisect.insort_right(self, value, key=self.key)
        def update(self, values):
            for value in values:
                self.add(value)
        def discard(self, value):
            if value in self:
                self.remove(value)
        def bisect_left(self, value):
            return bisect.bisect_left(self, self._of(value), key=self.key)
        def bisect_right(self, value):
            return bisect.bisect_right(self, self._of(value), key=self.key)
        bisect = bisect_right
        def irange(self, minimum=None, maximum=None, inclusive=(True, True), reverse=False):
            low = 0 if minimum is None else (self.bisect_left if inclusive[0] else self.bisect_right)(minimum)
            high = len(self) if maximum is None else (self.bisect_right if inclusive[1] else self.bisect_left)(maximum)
            values = self[low:high]
            return iter(values[::-1] if reverse else values)
        def islice(self, start=None, stop=None, reverse=False):
            values = self[start:stop]
            return iter(values[::-1] if reverse else values)

    class SortedSet(SortedList):
        def __init__(self, values=(), key=None):
            super().__init__(set(values), key)
        def add(self, value):
            if value not in self:
                super().add(value)

    class SortedDict(dict):
        def keys(self):
            return SortedList(dict.keys(self))
        def values(self):
            return [self[key] for key in self.keys()]
        def items(self):
            return [(key, self[key]) for key in self.keys()]
        def __iter__(self):
            return iter(self.keys())
        def __reversed__(self):
            return reversed(self.keys())
        def peekitem(self, index=-1):
            key = self.keys()[index]
            return key, self[key]
        def popitem(self, index=-1):
            key, value = self.peekitem(index)
            del self[key]
            return key, value
        def bisect_left(self, key):
            return self.keys().bisect_left(key)
        def bisect_right(self, key):
            return self.keys().bisect_right(key)
        bisect = bisect_right
        def index(self, key):
            return self.keys().index(key)
        def irange(self, *args, **named):
            return self.keys().irange(*args, **named)

    module = types.ModuleType('sortedcontainers')
    module.__all__ = ['SortedList', 'SortedSet', 'SortedDict', 'SortedKeyList']
    module.SortedList, module.SortedSet, module.SortedDict = SortedList, SortedSet, SortedDict
    module.SortedKeyList = SortedList
    sys.modules['sortedcontainers'] = module

_sorted_containers()
`;
