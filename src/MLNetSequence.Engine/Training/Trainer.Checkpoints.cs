using MLNetSequence.Engine.Serialization;

namespace MLNetSequence.Engine.Training;

internal sealed partial class Trainer
{
    private long _lastWritten;
    private string? _fingerprint;

    private void CheckpointWithin()
    {
        if (_options.Checkpoints?.EverySteps is { } every && _position.Updates - _lastWritten >= every)
        {
            WriteCheckpoint();
        }
    }

    private void WriteCheckpoint()
    {
        if (_options.Checkpoints is not { } checkpoints)
        {
            return;
        }
        _lastWritten = _position.Updates;
        _position.Passes = _step.Passes;
        _position.Schedule = _schedule.Save();
        AtomicFile.Write(checkpoints.Path, Checkpoint().Write(_position));
    }

    private void Resume()
    {
        if (_options.Checkpoints is not { } checkpoints)
        {
            return;
        }
        // Asked before the first epoch, whose work would be lost.
        if (Path.GetDirectoryName(Path.GetFullPath(checkpoints.Path)) is { } folder && !Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The folder of the checkpoint does not exist: {folder}");
        }
        if (!checkpoints.Resume || !File.Exists(checkpoints.Path))
        {
            return;
        }
        _position = Checkpoint().Read(File.ReadAllBytes(checkpoints.Path));
        _lastWritten = _position.Updates;
        _step.Passes = _position.Passes;
        _schedule.Restore(_position.Schedule);
    }

    private CheckpointFile Checkpoint() =>
        new(_network, _loss, _options, DataSize(), _fingerprint ??= Fingerprint(), _step, _snapshots);

    // A checkpoint knows how many sequences there are, and which, where that is known beforehand.
    private string Fingerprint() => _source.Rows is null ? "" : DataFingerprint.Of(_source.Read(), _validation);

    private string DataSize()
    {
        string learned = _source.Rows is { } rows ? $"{rows.Sum(r => (long)r)} sequences" : "a stream";
        return _validation is { } held ? $"{learned}, {held.Rows.Length} held out" : learned;
    }

    // One array holds the file: found out now, and not after an epoch.
    private void CheckpointFits()
    {
        const int most = 2_000_000_000;
        long copies = 2 + _step.Update.Optimizer.Buffers.Count + (KeepsBest ? 1 : 0);
        if (_options.Checkpoints is not null && copies * sizeof(float) * _network.Parameters.Length > most)
        {
            throw new ArgumentException(
                $"A checkpoint of this network would take {copies} times its {_network.Parameters.Length:N0} parameters; " +
                $"a file has at most {most:N0} bytes. Train without {nameof(_options.Checkpoints)}.");
        }
    }
}
