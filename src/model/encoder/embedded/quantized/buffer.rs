//! Scratch memory that starts on a cache line and is kept from one use to the next.

/// How the first element of a buffer is aligned: a cache line, and the widest vector register.
const ALIGNMENT: usize = 64;

/// A growing buffer of plain numbers.
#[derive(Debug)]
pub(super) struct Buffer<T> {
    data: Vec<T>,
}

impl<T> Default for Buffer<T> {
    fn default() -> Self {
        Self { data: Vec::new() }
    }
}

impl<T: Copy + Default> Buffer<T> {
    /// The first `len` elements, whatever they hold: zeros, or what the last use left there.
    #[inline]
    pub(super) fn get(&mut self, len: usize) -> &mut [T] {
        let slack = ALIGNMENT / size_of::<T>().max(1);
        if self.data.len() < len + slack {
            self.data = vec![T::default(); len + slack];
        }
        // An offset that cannot be computed (as in an interpreter) costs only speed.
        let offset = self.data.as_ptr().align_offset(ALIGNMENT);
        let offset = if offset <= slack { offset } else { 0 };
        &mut self.data[offset..offset + len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_grows_and_stays_aligned() {
        let mut buffer = Buffer::<f32>::default();
        for len in [0, 1, 100, 7, 10_000] {
            let slice = buffer.get(len);
            assert_eq!(slice.len(), len);
            assert!(cfg!(miri) || slice.as_ptr().addr().is_multiple_of(ALIGNMENT));
            slice.fill(1.0);
        }
        let start = buffer.get(10_000).as_ptr();
        assert_eq!(buffer.get(10).as_ptr(), start, "no new memory for what fits");
    }
}
