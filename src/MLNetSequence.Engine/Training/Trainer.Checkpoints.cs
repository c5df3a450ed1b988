using MLNetSequence.Engine.Serialization;

namespace MLNetSequence.Engine.Training;

internal sealed partial class Trainer
{
    private long _lastWritten;

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

    private CheckpointFile Checkpoint() => new(_network, _loss, _options, _step, _snapshots);
}
